// The longest words that go with an answer, in characters.
export const NOTE_MAX = 2_000;

export const isWritten = (text: string) => text.trim() !== "" && text.length <= NOTE_MAX;
