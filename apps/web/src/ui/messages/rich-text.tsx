import { fold } from '../../../../../core/message/fold.js';
import { type Conversation, joinRoom } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { nickColour } from '../../text/nicks.js';
import { type KnownNick, type Token, tokens } from '../../text/tokens.js';
import { useChat } from '../context.js';

interface MentionProps {
  readonly nick: string;
  readonly source: string;
  readonly conversation: Conversation;
}

/** A mention: highlighted if the user is in the room, otherwise plain text. */
function Mention({ nick, source, conversation }: MentionProps) {
  const me = useChat().me.value?.nick;
  const wanted = fold(nick);
  // `bdi` isolates the nick's text direction from the line.
  if (me !== undefined && fold(me) === wanted) return <bdi class="mention mention-me">{source}</bdi>;
  const known = conversation.roster.value.some((member) => fold(member.nick) === wanted);
  return known ? <bdi class={`mention nick-${nickColour(nick)}`}>{source}</bdi> : source;
}

function RoomMention({ room, source }: { readonly room: string; readonly source: string }) {
  const chat = useChat();
  return (
    <button
      type="button"
      class="room-mention"
      title={t('joinRoom', { room })}
      onClick={() => void joinRoom(chat, room)}
    >
      {source}
    </button>
  );
}

function Piece({ token, conversation }: { readonly token: Token; readonly conversation: Conversation }) {
  switch (token.kind) {
    case 'link':
      return (
        <a href={token.href} target="_blank" rel="noopener noreferrer nofollow">
          {token.source}
        </a>
      );
    case 'code':
      return <code>{token.code}</code>;
    case 'block':
      return <pre>{token.code}</pre>;
    case 'nick':
      return <Mention nick={token.nick} source={token.source} conversation={conversation} />;
    case 'room':
      return <RoomMention room={token.room} source={token.source} />;
    default:
      return <>{token.source}</>;
  }
}

/** Checks nicks against the room's members and the user; the set is built on first use. */
function useKnownNicks(conversation: Conversation): KnownNick {
  const { me } = useChat();
  let folded: ReadonlySet<string> | undefined;
  return (nick) => {
    folded ??= new Set([...conversation.roster.value, ...(me.value === undefined ? [] : [me.value])].map(foldedNick));
    return folded.has(fold(nick));
  };
}

const foldedNick = ({ nick }: { readonly nick: string }): string => fold(nick);

/** A message text, rendered as text nodes and our own elements, never as HTML. */
export function RichText({ text, conversation }: { readonly text: string; readonly conversation: Conversation }) {
  const pieces = tokens(text, useKnownNicks(conversation));
  const [first, ...others] = pieces;
  if (first?.kind === 'text' && others.length === 0) return <>{text}</>;
  return (
    <>
      {pieces.map((token, at) => (
        <Piece key={at} token={token} conversation={conversation} />
      ))}
    </>
  );
}
