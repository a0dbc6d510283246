export interface Fetched<T> {
  items: T[];
  next: string | null;
}

interface Page<T> {
  after: string | null;
  start: number;
  length: number;
  // None once the page was dropped from memory; its cursor can bring it back.
  items: readonly T[] | null;
}

export interface Pages<T> {
  pages: readonly Page<T>[];
  // Undefined until the first page came.
  next: string | null | undefined;
}

interface Identified {
  id: string;
}

const KEPT_EITHER_SIDE = 8;

export const nothing: Pages<never> = { pages: [], next: undefined };

export function count<T>({ pages }: Pages<T>): number {
  const last = pages.at(-1);
  return last ? last.start + last.length : 0;
}

export function pageOf<T>({ pages }: Pages<T>, index: number): number {
  let low = 0;
  let high = pages.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const page = pages[middle];
    if (!page || index < page.start) high = middle - 1;
    else if (index >= page.start + page.length) low = middle + 1;
    else return middle;
  }
  return -1;
}

export function at<T>(view: Pages<T>, index: number): T | null {
  const page = view.pages[pageOf(view, index)];
  return page?.items?.[index - page.start] ?? null;
}

export function indexOf<T extends Identified>({ pages }: Pages<T>, id: string): number {
  for (const page of pages) {
    const found = page.items?.findIndex((item) => item.id === id) ?? -1;
    if (found >= 0) return page.start + found;
  }
  return -1;
}

export function loaded<T>({ pages }: Pages<T>): T[] {
  return pages.flatMap((page) => page.items ?? []);
}

function numbered<T>(pages: readonly Page<T>[]): Page<T>[] {
  let start = 0;
  return pages.map((page) => {
    const placed = page.start === start ? page : { ...page, start };
    start += page.length;
    return placed;
  });
}

export function append<T>(view: Pages<T>, fetched: Fetched<T>): Pages<T> {
  const page = { after: view.next ?? null, start: count(view), length: fetched.items.length, items: fetched.items };
  return { pages: [...view.pages, page], next: fetched.next };
}

// A page is refetched by its cursor and may now reach into the one after it: it is cut where that one begins.
// If the two no longer touch, what follows is unknown and is loaded again on the way down.
export function replace<T extends Identified>(view: Pages<T>, number: number, fetched: Fetched<T>): Pages<T> {
  const page = view.pages[number];
  if (!page) return view;
  const following = view.pages[number + 1];
  const known = new Set(following?.items?.map((item) => item.id));
  const meets = fetched.items.findIndex((item) => known.has(item.id));
  const touches = following !== undefined && (meets >= 0 || fetched.next === following.after);
  const items = meets >= 0 ? fetched.items.slice(0, meets) : fetched.items;
  const fresh = { ...page, items, length: items.length };
  const rest = touches ? view.pages.slice(number + 1) : [];
  return {
    pages: numbered([...view.pages.slice(0, number), fresh, ...rest]),
    next: touches ? view.next : fetched.next,
  };
}

export function without<T extends Identified>(view: Pages<T>, id: string): Pages<T> {
  const pages = view.pages.map((page) => {
    if (!page.items?.some((item) => item.id === id)) return page;
    const items = page.items.filter((item) => item.id !== id);
    return { ...page, items, length: items.length };
  });
  return { pages: numbered(pages), next: view.next };
}

export function trimmed<T>(view: Pages<T>, first: number, last: number): Pages<T> {
  const from = pageOf(view, first) - KEPT_EITHER_SIDE;
  const to = (last >= count(view) ? view.pages.length - 1 : pageOf(view, last)) + KEPT_EITHER_SIDE;
  const far = (number: number) => number < from || number > to;
  if (!view.pages.some((page, number) => page.items && far(number))) return view;
  return { ...view, pages: view.pages.map((page, number) => (far(number) ? { ...page, items: null } : page)) };
}
