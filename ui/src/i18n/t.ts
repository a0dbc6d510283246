import { en } from "./en";
import { ja } from "./ja";
import { language, type Language } from "./language.svelte";

export type Message = string | { readonly one?: string; readonly other: string };
export type Key = keyof typeof en;

type Values = Record<string, string | number>;
type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type TextOf<M> = M extends { readonly other: infer Other } ? Other : M;
type Placeholders<K extends Key> = Names<TextOf<(typeof en)[K]>>;
type Given<K extends Key> = [Placeholders<K>] extends [never] ? [] : [Record<Placeholders<K>, string | number>];

const dictionaries: Record<Language, Record<Key, Message>> = { en, ja };

function pick(message: Message, values: Values): string {
  if (typeof message === "string") return message;
  const rule = new Intl.PluralRules(language()).select(Number(values["count"]));
  return (rule === "one" ? message.one : undefined) ?? message.other;
}

export function t<K extends Key>(key: K, ...given: Given<K>): string;
export function t(key: Key, values: Values = {}): string {
  const number = new Intl.NumberFormat(language());
  return pick(dictionaries[language()][key], values).replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === "number" ? number.format(value) : value;
  });
}
