"""What the process of a query may not do, held by the system: outlive its parent or its time, take more memory, open a socket.

Each is done where the system has it. On Windows there is the time limit alone, here and in the parent.
"""

import faulthandler
import os
import sys

_ERRNO, _ALLOW, _DENIED = 0x0005_0000, 0x7FFF_0000, 1  # seccomp: fail with EPERM, go on
# audit architecture, and the numbers of socket, connect, io_uring_setup
_SYSTEMS = {"x86_64": (0xC000_003E, (41, 42, 425)), "aarch64": (0xC000_00B7, (198, 203, 425))}


def shut_in(seconds: float, memory: int, parent: int) -> None:
    """Limit this process; ``parent`` is the id of the process that waits for it."""
    if sys.platform == "linux":
        _bind_to_parent(parent)
    faulthandler.dump_traceback_later(seconds + 5, exit=True)
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bind_to_parent(parent: int) -> None:
    import ctypes

    kill, set_signal = 9, 1
    ctypes.CDLL(None).prctl(set_signal, kill, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)


def refuse_sockets() -> bool:
    """No socket can be made from here on, whatever a query gets past the parsers; False where the system cannot hold that.

    Called before anything starts a thread, which would be free of it.
    """
    if sys.platform != "linux":
        return False
    import ctypes
    import struct

    system = _SYSTEMS.get(os.uname().machine)
    if system is None or sys.maxsize < 1 << 32:
        return False
    architecture, calls = system
    load, equal, at_least, end = 0x20, 0x15, 0x35, 0x06
    rules = [(load, 0, 0, 4), (equal, 0, len(calls) + 3, architecture), (load, 0, 0, 0), (at_least, len(calls) + 1, 0, 0x4000_0000)]
    rules += [(equal, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    rules += [(end, 0, 0, _ALLOW), (end, 0, 0, _ERRNO | _DENIED)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *rule) for rule in rules))
    filter_ = struct.pack("@HP", len(rules), ctypes.addressof(program))
    no_new_privileges, set_seccomp, by_filter = 38, 22, 2
    library = ctypes.CDLL(None)
    return library.prctl(no_new_privileges, 1, 0, 0, 0) == 0 and library.prctl(set_seccomp, by_filter, filter_, 0, 0) == 0
