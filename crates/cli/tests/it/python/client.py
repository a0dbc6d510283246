"""The package's own client makes the calls that its gate does not, and says what they brought."""

import json
import sys

from agentapprovalprotocol import Client, ConflictError, CredentialRefused, NotFound

base, token = sys.argv[1], sys.argv[2]
client = Client(base, token)


def say(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def conflict(call):
    try:
        call()
    except ConflictError as error:
        return error.code
    return None


read = {"tool": "get_invoice", "arguments": {"big": 9007199254740993, "text": "発注"}, "timeout": "10m"}
mail = {"tool": "send_mail", "arguments": {"to": "a@example.com"}, "timeout": "10m", "context": {"task": "tell them"}}

first, again = client.create(read, "read"), client.create(read, "read")
say(same=first == again, status=first.status, big=str(first.arguments["big"]))
say(idempotency_conflict=conflict(lambda: client.create(mail, "read")))
say(not_consumed=conflict(lambda: client.report_outcome(first.id, "succeeded")))
used = client.consume(first.id, "use")
say(consumed=used.consumption is not None, replayed=client.consume(first.id, "use") == used)
say(already_consumed=conflict(lambda: client.consume(first.id, "other")))
told = client.report_outcome(first.id, "failed", "broke")
say(outcome=told.consumption.outcome.status, note=told.consumption.outcome.note)
say(outcome_conflict=conflict(lambda: client.report_outcome(first.id, "succeeded")))

held = client.create(mail, "mail")
say(status=held.status, not_approved=conflict(lambda: client.consume(held.id, "use")))
say(cancelled=client.cancel(held.id).status, twice=client.cancel(held.id).status)
say(already_terminal=conflict(lambda: client.cancel(first.id)))
try:
    client.get("019a0000-0000-7000-8000-000000000000")
except NotFound:
    say(not_found=True)
try:
    Client(base, token + "x").get(first.id)
except CredentialRefused:
    say(refused=True)
