import { useSignal } from '@preact/signals';
import { type Conversation, submitLine } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { useChat } from '../context.js';

const MOST_CHARACTERS = 300;
const TOPIC_ROLES: ReadonlySet<string> = new Set(['owner', 'moderator', 'operator']);

interface FieldProps {
  readonly topic: string;
  readonly onDone: (topic?: string) => void;
}

function TopicField({ topic, onDone }: FieldProps) {
  const typed = useSignal(topic);
  return (
    <form
      class="topic-form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(typed.value.trim());
      }}
    >
      <input
        class="topic-field"
        autofocus
        ref={(element) => element?.focus()}
        value={typed.value}
        maxLength={MOST_CHARACTERS}
        aria-label={t('topic')}
        placeholder={t('topic')}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onDone();
        }}
        onBlur={() => onDone()}
      />
    </form>
  );
}

/** What the room is about. Whoever may change it does so by a click. */
export function Topic({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const editing = useSignal(false);
  const topic = conversation.topic.value ?? '';
  const may = TOPIC_ROLES.has(conversation.role.value ?? '') && chat.connectionState.value.name === 'online';
  if (editing.value) {
    const done = (next?: string) => {
      editing.value = false;
      if (next !== undefined && next !== topic)
        void submitLine(chat, conversation, `/topic ${next === '' ? '-' : next}`);
    };
    return <TopicField topic={topic} onDone={done} />;
  }
  if (may) {
    return (
      <button
        type="button"
        class={`topic topic-open ${topic === '' ? 'topic-none' : ''}`}
        title={topic === '' ? t('addTopic') : topic}
        aria-label={topic === '' ? t('addTopic') : `${t('changeTopic')}: ${topic}`}
        onClick={() => {
          editing.value = true;
        }}
      >
        <span dir="auto">{topic === '' ? t('addTopic') : topic}</span>
      </button>
    );
  }
  return topic === '' ? null : (
    <p class="topic" title={topic} dir="auto">
      {topic}
    </p>
  );
}
