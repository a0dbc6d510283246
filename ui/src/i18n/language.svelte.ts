export type Language = "ja" | "en";

let chosen = $state<Language>(navigator.language.startsWith("ja") ? "ja" : "en");

export function language(): Language {
  return chosen;
}

export function speak(language: Language) {
  chosen = language;
  document.documentElement.lang = language;
}
