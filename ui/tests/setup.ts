import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup } from "@testing-library/svelte";
import { afterEach, beforeEach } from "vitest";
import { speak } from "../src/i18n/language.svelte";

const WINDOW = { width: 1280, height: 800 };

// happy-dom lays nothing out, and a virtual list without a height shows no rows.
for (const [property, size] of [
  ["clientHeight", WINDOW.height],
  ["clientWidth", WINDOW.width],
] as const) {
  Object.defineProperty(HTMLElement.prototype, property, { configurable: true, get: () => size });
}

beforeEach(() => {
  location.hash = "";
  speak("en");
});

afterEach(() => {
  cleanup();
  clearMocks();
});
