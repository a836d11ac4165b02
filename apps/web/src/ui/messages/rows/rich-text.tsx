import { fold } from '../../../../../../core/message/fold.js';
import type { Conversation } from '../../../chat/index.js';
import { joinRoom } from '../../../chat/index.js';
import { t } from '../../../i18n/index.js';
import { nickColour } from '../../../text/nicks.js';
import { type Token, tokens } from '../../../text/tokens.js';
import { useChat } from '../../context.js';

interface MentionProps {
  readonly nick: string;
  readonly source: string;
  readonly conversation: Conversation;
}

/** `@nick`: in the nick's colour where there is such a person, else the text that it is. */
function Mention({ nick, source, conversation }: MentionProps) {
  const me = useChat().me.value?.nick;
  const wanted = fold(nick);
  if (me !== undefined && fold(me) === wanted) return <span class="mention mention-me">{source}</span>;
  const known = conversation.roster.value.some((member) => fold(member.nick) === wanted);
  return known ? <span class={`mention nick-${nickColour(nick)}`}>{source}</span> : source;
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

/** What somebody wrote: text nodes and elements of our own, never markup of theirs. */
export function RichText({ text, conversation }: { readonly text: string; readonly conversation: Conversation }) {
  const [first, ...others] = tokens(text);
  if (first?.kind === 'text' && others.length === 0) return <>{text}</>;
  return (
    <>
      {tokens(text).map((token, at) => (
        <Piece key={at} token={token} conversation={conversation} />
      ))}
    </>
  );
}
