import { useSignal } from '@preact/signals';
import { Upload } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Conversation, displayName, sendFiles } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../../ui-kit/button.js';
import { Composer } from '../composer/composer.js';
import { StatusLine } from '../connection.js';
import { useChat } from '../context.js';
import { openDialog } from '../layout.js';
import { Messages } from '../messages/messages.js';
import { RoomHeader } from './room-header.js';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Keeps the browser from opening files that are dropped outside the target. */
function usePreventFileNavigation(): void {
  useEffect(() => {
    const prevent = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    window.addEventListener('dragover', prevent);
    window.addEventListener('drop', prevent);
    return () => {
      window.removeEventListener('dragover', prevent);
      window.removeEventListener('drop', prevent);
    };
  }, []);
}

interface DropTargetProps {
  readonly conversation: Conversation | undefined;
  readonly inert: boolean;
  readonly children: ComponentChildren;
}

/** Sends files that are dropped on it. */
function DropTarget({ conversation, inert, children }: DropTargetProps) {
  const chat = useChat();
  // Enter and leave events also come for nested elements: count them to know whether the pointer is inside.
  const depth = useSignal(0);
  usePreventFileNavigation();
  const countBy = (step: number) => (event: DragEvent) => {
    if (hasFiles(event)) depth.value = Math.max(0, depth.value + step);
  };
  return (
    <main
      class="room"
      inert={inert}
      onDragEnter={countBy(1)}
      onDragLeave={countBy(-1)}
      onDrop={(event) => {
        depth.value = 0;
        const files = [...(event.dataTransfer?.files ?? [])];
        if (conversation === undefined || files.length === 0) return;
        event.preventDefault();
        sendFiles(chat, conversation, files);
      }}
    >
      {children}
      {conversation !== undefined && depth.value > 0 && (
        <div class="drop">
          <div class="drop-card">
            <Icon icon={Upload} size={28} />
            <p class="drop-title">{t('dropTitle')}</p>
            <p>
              {conversation.recipient.value === undefined
                ? t('dropRoom', { room: displayName(conversation) })
                : t('dropDirect', { nick: displayName(conversation) })}
            </p>
          </div>
        </div>
      )}
    </main>
  );
}

/** Shown while no conversation is open. */
function NoConversation() {
  return (
    <div class="no-conversation">
      <p class="empty-title">{t('noRoom')}</p>
      <p>{t('noRoomHint')}</p>
      <button type="button" class="button" onClick={() => openDialog('rooms')}>
        {t('joinARoom')}
      </button>
    </div>
  );
}

interface RoomProps {
  readonly conversation: Conversation | undefined;
  readonly inert: boolean;
}

/** The middle column: the shown conversation. */
export function Room({ conversation, inert }: RoomProps) {
  return (
    <DropTarget conversation={conversation} inert={inert}>
      <RoomHeader conversation={conversation} />
      {conversation === undefined ? (
        <NoConversation />
      ) : (
        <Messages key={conversation.key} conversation={conversation} />
      )}
      <StatusLine conversation={conversation} />
      {conversation !== undefined && <Composer key={conversation.key} conversation={conversation} />}
    </DropTarget>
  );
}
