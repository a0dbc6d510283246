"""The package's own gate asks once, and says what it was told.

gate.py BASE TOKEN KIND [JSON]: KIND is `sync`, `async` or `guard`; the JSON holds the call's fields and `timeout`.
Prints one JSON line for the verdict, and one for the outcome where there is one.
"""

import asyncio
import json
import sys

from agentapprovalprotocol import Allow, AsyncClient, AsyncGate, Call, Client, Gate, Pending


def say(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def told(verdict):
    if isinstance(verdict, Allow):
        say(verdict="allow", id=verdict.request_id)
    elif isinstance(verdict, Pending):
        say(verdict="pending", id=verdict.request_id)
    else:
        say(verdict="deny", id=verdict.request_id, status=verdict.status, reason=verdict.reason)


base, token, kind, fields = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
timeout = fields.pop("timeout", "10m")
call = Call(**fields)

if kind == "sync":
    verdict = Gate(Client(base, token), timeout=timeout).check(call)
    told(verdict)
    if isinstance(verdict, Allow):
        say(reported=verdict.report("succeeded", "done"))
elif kind == "guard":
    try:
        with Gate(Client(base, token), timeout=timeout).guard(call) as verdict:
            told(verdict)
            raise RuntimeError("the tool broke")
    except RuntimeError:
        pass
elif kind == "pause":
    told(Gate(Client(base, token), mode="async", timeout=timeout).check(call))
elif kind == "async":

    async def ask():
        verdict = await AsyncGate(AsyncClient(base, token), timeout=timeout).check(call)
        told(verdict)
        if isinstance(verdict, Allow):
            say(reported=await verdict.report("succeeded", "done"))

    asyncio.run(ask())
