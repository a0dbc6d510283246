"""Asks the gate about one tool call, as the package's users do, and prints what it answered as a line of JSON."""

import json
import sys

from agentapprovalprotocol import Call, Client, Gate

base, token, asked = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
gate = Gate(Client(base, token, retry_budget=5), timeout=asked.get("timeout", "10m"), wait_limit=asked.get("patience", 540))
call = Call(
    key=asked["key"], tool=asked["tool"], arguments=asked["arguments"], reasoning=asked.get("reasoning"), context=asked.get("context")
)
verdict = gate.check(call)
answer = {"allowed": bool(verdict), "id": verdict.request_id}
if verdict:
    answer["reported"] = verdict.report("succeeded", "done")
else:
    answer["reason"], answer["status"] = verdict.reason, verdict.status
print(json.dumps(answer), flush=True)
