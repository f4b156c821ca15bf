"""The server: the frame script behind compression and security headers.

The script lies beside no pages/ folder, so a deep link on a cold server runs it at once.
"""

import streamlit as st

from indicators import server

server.warm()
app = st.App(server.SCRIPT, middleware=server.MIDDLEWARE)
