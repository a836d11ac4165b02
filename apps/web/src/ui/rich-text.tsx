import { tokens } from '../text/tokens.js';

/** What somebody wrote: text nodes, and links that give nothing away to where they lead. */
export function RichText({ text }: { readonly text: string }) {
  return (
    <>
      {tokens(text).map(({ text: piece, href }) =>
        href === undefined ? (
          piece
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </a>
        ),
      )}
    </>
  );
}
