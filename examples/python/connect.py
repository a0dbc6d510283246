"""An agent that asks before it acts.

    pip install agentapprovalprotocol
    export SEKISHO_TOKEN=...        # from `sekisho agent add NAME`, or from the window's Agents view
    python connect.py

It asks to send one mail, waits for a person, and runs the tool only after a yes.
"""

import os
import sys

from agentapprovalprotocol import Call, Client, Gate


def send_email(to: str, subject: str) -> str:
    """Your tool. This one only says what it would do."""
    return f"sent `{subject}` to {to}"


# The five lines: a gate, a call with a key that stays the same on a retry, and the tool behind the verdict.
gate = Gate(Client(os.environ.get("SEKISHO_URL", "http://127.0.0.1:7311/aap"), os.environ["SEKISHO_TOKEN"]))
arguments = {"to": "sales@green-and-sons.example", "subject": "Request for a quotation"}
key = sys.argv[1] if len(sys.argv) > 1 else "mail-1"
with gate.guard(Call(key=key, tool="send_email", arguments=arguments, reasoning="Stock runs low.")) as verdict:
    result = send_email(**arguments) if verdict else verdict.reason

print(result)
