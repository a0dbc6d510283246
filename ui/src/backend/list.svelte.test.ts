import { expect, test, vi } from "vitest";
import { BackendError } from "./error";
import { PagedList } from "./list.svelte";

const PAGE = 50;

function hundredThousand() {
  const all = Array.from({ length: 100_000 }, (_, index) => ({ id: String(index) }));
  const fetch = vi.fn(async (after: string | null) => {
    const start = after === null ? 0 : Number(after);
    return { items: all.slice(start, start + PAGE), next: start + PAGE < all.length ? String(start + PAGE) : null };
  });
  return { all, fetch, list: new PagedList(fetch) };
}

test("only what is looked at is fetched", async () => {
  const { fetch, list } = hundredThousand();
  list.show(0, 20);
  await vi.waitFor(() => expect(list.length).toBe(PAGE));
  expect(fetch).toHaveBeenCalledTimes(1);
  list.show(35, 48);
  await vi.waitFor(() => expect(list.length).toBe(2 * PAGE));
  expect(fetch).toHaveBeenCalledTimes(2);
});

test("after a change only the visible pages are fetched again", async () => {
  const { fetch, list } = hundredThousand();
  for (let last = 40; last < 1_000; last += 40) {
    list.show(last - 20, last);
    await vi.waitFor(() => expect(list.length).toBeGreaterThan(last + 20));
  }
  fetch.mockClear();
  list.refresh();
  await vi.waitFor(() => expect(fetch).toHaveBeenCalled());
  await Promise.resolve();
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(2);
});

test("an answer to an earlier question is dropped", async () => {
  const answers: ((page: { items: { id: string }[]; next: null }) => void)[] = [];
  const list = new PagedList(
    () => new Promise<{ items: { id: string }[]; next: null }>((answer) => answers.push(answer)),
  );
  list.show(0, 10);
  list.restart();
  answers[0]?.({ items: [{ id: "old" }], next: null });
  answers[1]?.({ items: [{ id: "new" }], next: null });
  await vi.waitFor(() => expect(list.at(0)?.id).toBe("new"));
});

test("a failure is kept to be shown, and the next try clears it", async () => {
  const fetch = vi.fn<() => Promise<{ items: { id: string }[]; next: null }>>();
  fetch.mockRejectedValueOnce(new BackendError("unreachable", "refused"));
  fetch.mockResolvedValueOnce({ items: [{ id: "a" }], next: null });
  const list = new PagedList(fetch);
  list.show(0, 10);
  await vi.waitFor(() => expect(list.failure?.key).toBe("error.unreachable"));
  list.refresh();
  await vi.waitFor(() => expect(list.length).toBe(1));
  expect(list.failure).toBeNull();
});
