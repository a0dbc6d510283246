import { classify } from "$backend/error";
import { t } from "./t";

export function failure(error: unknown): { tone: ReturnType<typeof classify>["severity"]; text: string } {
  const { severity, key } = classify(error);
  return { tone: severity, text: t(key) };
}
