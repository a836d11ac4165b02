import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Conversation, displayName, sendFiles } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { useChat } from '../context.js';
import { Icon } from '../icon.js';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Files that are dropped beside the target must not take the page's place. */
function useNoNavigation(): void {
  useEffect(() => {
    const keep = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    window.addEventListener('dragover', keep);
    window.addEventListener('drop', keep);
    return () => {
      window.removeEventListener('dragover', keep);
      window.removeEventListener('drop', keep);
    };
  }, []);
}

interface DropTargetProps {
  readonly conversation: Conversation | undefined;
  readonly inert: boolean;
  readonly children: ComponentChildren;
}

/** The room's column: whatever files are dropped on it are sent. */
export function DropTarget({ conversation, inert, children }: DropTargetProps) {
  const chat = useChat();
  // Enter and leave come for every element inside as well: only their balance says whether the mouse is still here.
  const depth = useSignal(0);
  useNoNavigation();
  const count = (step: number) => (event: DragEvent) => {
    if (hasFiles(event)) depth.value = Math.max(0, depth.value + step);
  };
  return (
    <main
      class="room"
      inert={inert}
      onDragEnter={count(1)}
      onDragLeave={count(-1)}
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
            <Icon name="upload" size={28} />
            <p class="drop-title">{t('dropTitle')}</p>
            <p>
              {conversation.peer.value === undefined
                ? t('dropRoom', { room: displayName(conversation) })
                : t('dropDirect', { nick: displayName(conversation) })}
            </p>
          </div>
        </div>
      )}
    </main>
  );
}
