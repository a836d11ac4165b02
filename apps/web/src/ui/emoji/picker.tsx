import { render } from 'preact';
import { Picker } from './panel.js';
import { rememberEmoji } from './recent.js';

/**
 * Lets the reader choose an emoji.
 *
 * @param anchor what it is opened from, and beside
 * @returns `undefined` when none was chosen
 */
export function pickEmoji(anchor: HTMLElement): Promise<string | undefined> {
  const place = document.createElement('div');
  document.body.append(place);
  return new Promise((resolve) => {
    const done = (emoji?: string) => {
      if (emoji !== undefined) rememberEmoji(emoji);
      render(null, place);
      place.remove();
      resolve(emoji);
    };
    render(<Picker anchor={anchor} onDone={done} />, place);
  });
}
