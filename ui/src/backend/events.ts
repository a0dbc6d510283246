import { listen } from "@tauri-apps/api/event";
import type { ActionId } from "$bindings/ActionId";
import type { Live } from "$bindings/Live";
import type { Given } from "./check";

interface Events {
  live: Live;
  hub: { state: "connected" | "lost" | "refused" };
  "open-action": { id: ActionId };
  "quit-asked": object;
  "export-progress": { rows: number };
  "file-over": { over: boolean };
  "file-given": Given;
  "check-progress": { read: number; size: number };
}

export function on<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void {
  let stopped = false;
  let stop: (() => void) | null = null;
  void listen<Events[E]>(event, ({ payload }) => {
    if (!stopped) handler(payload);
  }).then((unlisten) => {
    if (stopped) unlisten();
    else stop = unlisten;
  });
  return () => {
    stopped = true;
    stop?.();
  };
}
