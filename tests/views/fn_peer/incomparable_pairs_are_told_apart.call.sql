fn_peer('S10100', ['S10200', 'S10300'], 'latest')
