import { describe, expect, test } from "vitest";
import { ago, isUrgent, money, percent, timeLeft } from "./format";
import { speak } from "./language.svelte";

const amount = (value: string, currency: string | null) => ({ pointer: "/amount", value, currency });
const now = Date.parse("2026-11-22T09:00:00Z");

describe("money", () => {
  test("is written in its own currency, in both languages", () => {
    expect(money(amount("480000", "JPY"))).toBe("¥480,000");
    expect(money(amount("12.5", "USD"))).toBe("$12.50");
    speak("ja");
    expect(money(amount("480000", "JPY"))).toBe("¥480,000");
    expect(money(amount("129.90", "USD"))).toBe("$129.90");
  });

  test("loses no digit: not to floats and not to rounding", () => {
    expect(money(amount("79228162514264337593543950335", "JPY"))).toBe("¥79,228,162,514,264,337,593,543,950,335");
    expect(money(amount("0.1234567", "USD"))).toBe("$0.1234567");
    expect(money(amount("100.5", "JPY")), "yen have no decimals, the argument has").toBe("¥100.5");
  });

  test("without a currency says so", () => {
    expect(money(amount("1200", null))).toBe("1,200 (no currency stated)");
  });

  test("with a currency that is none shows what was sent", () => {
    expect(money(amount("12", "points"))).toBe("12 points");
    expect(money(amount("lots", "JPY"))).toBe("lots JPY");
  });
});

test("time left counts down in one unit and ends in a word", () => {
  const left = (minutes: number) => timeLeft(new Date(now + minutes * 60_000).toISOString(), now);
  expect([200, 42, 0.5, 0, -5].map(left)).toEqual(["3 hr", "42 min", "1 min", "Over", "Over"]);
  expect(isUrgent(new Date(now + 9 * 60_000).toISOString(), now)).toBe(true);
});

test("the past is told in words", () => {
  expect(ago(new Date(now - 180_000).toISOString(), now)).toBe("3 minutes ago");
  expect(ago(new Date(now - 20_000).toISOString(), now)).toBe("now");
  speak("ja");
  expect(ago(new Date(now - 180_000).toISOString(), now)).toMatch(/^3\s?分前$/);
});

test("a share of nothing is nothing", () => {
  expect(percent(0, 0)).toBe("0%");
  expect(percent(17, 214)).toBe("8%");
});
