type Insert = (text: string) => void;

let box: Insert | undefined;

/**
 * The text box that is shown takes what others want written into it.
 *
 * @returns ends it
 */
export function registerTextBox(insert: Insert): () => void {
  box = insert;
  return () => {
    if (box === insert) box = undefined;
  };
}

/** Writes somebody's nick into the text box. */
export function insertMention(nick: string): void {
  box?.(`@${nick} `);
}

/** Writes a text that was not sent into the text box again. */
export function insertText(text: string): void {
  box?.(text);
}
