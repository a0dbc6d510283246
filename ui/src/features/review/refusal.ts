import type { ActionView } from "$bindings/ActionView";
import { BackendError } from "$backend/error";
import { failure } from "$i18n/failure";
import { whoWasFaster } from "./history";

// Why the hub refused: what somebody else did first, if the action as it is now tells.
export function refusal(error: unknown, seen: ActionView | null): ReturnType<typeof failure> {
  const wasBeaten = error instanceof BackendError && (error.code === "conflict" || error.code === "already_decided");
  return wasBeaten && seen ? { tone: "warning", text: whoWasFaster(seen) } : failure(error);
}
