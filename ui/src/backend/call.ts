import { invoke as tauriInvoke } from "@tauri-apps/api/core";
import { BackendError, codeOf } from "./error";

type Method = "GET" | "POST" | "PUT" | "DELETE";

interface Answer {
  status: number;
  body: string;
}

interface Refusal {
  error?: { code?: unknown; message?: unknown };
}

function refused(answer: Answer): BackendError {
  // Whoever has no valid credential is told nothing else, not even why.
  if (answer.status === 401) return new BackendError("unauthorized", "this needs a valid credential");
  try {
    const { error } = JSON.parse(answer.body) as Refusal;
    return new BackendError(codeOf(error?.code), String(error?.message ?? answer.status));
  } catch {
    return new BackendError("internal", `status ${answer.status} without a reason`);
  }
}

function rejected(reason: unknown): BackendError {
  if (typeof reason !== "object" || reason === null) return new BackendError("internal", String(reason));
  const { code, message } = reason as { code?: unknown; message?: unknown };
  return new BackendError(codeOf(code), String(message ?? code));
}

export async function invoke<T>(command: string, parameters?: Record<string, unknown>): Promise<T> {
  try {
    return await tauriInvoke<T>(command, parameters);
  } catch (reason) {
    throw rejected(reason);
  }
}

export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const answer = await invoke<Answer>("call", { method, path, body: body === undefined ? null : JSON.stringify(body) });
  if (answer.status >= 400) throw refused(answer);
  return (answer.body === "" ? null : JSON.parse(answer.body)) as T;
}
