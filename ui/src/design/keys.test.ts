import { expect, test } from "vitest";
import { isSend, isUndo, plainKey } from "./keys";

const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent("keydown", { key, ...more });

test("a key alone is told, and what is combined, repeated or handled already is not", () => {
  expect(plainKey(press("A"))).toBe("a");
  expect(plainKey(press("Enter"))).toBe("Enter");
  expect(plainKey(press("a", { ctrlKey: true }))).toBeNull();
  expect(plainKey(press("a", { metaKey: true }))).toBeNull();
  expect(plainKey(press("a", { altKey: true }))).toBeNull();
  expect(plainKey(press("a", { repeat: true }))).toBeNull();
  const handled = press("a", { cancelable: true });
  handled.preventDefault();
  expect(plainKey(handled)).toBeNull();
});

// The second is how WebKit on macOS tells of the key that ends what is composed.
test.each([{ isComposing: true }, { keyCode: 229 }])("a key of an input method does nothing: %o", (composed) => {
  expect(plainKey(press("a", composed))).toBeNull();
  expect(isSend(press("Enter", { ctrlKey: true, ...composed }))).toBe(false);
  expect(isSend(press("Enter", { ctrlKey: true }))).toBe(true);
  expect(isUndo(press("u", composed))).toBe(false);
  expect(isUndo(press("u"))).toBe(true);
});
