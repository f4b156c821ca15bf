"""What may go wrong for a user of the store; each message says where, what and what next."""


class StoreError(Exception):
    """What the user asked cannot be done; the message says where, what and what to do next."""


class StoreBusyError(StoreError):
    """Another process holds the store."""


class ImportRefusedError(StoreError):
    """A file was not imported; nothing was written."""
