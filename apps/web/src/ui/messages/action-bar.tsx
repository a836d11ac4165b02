import { Ellipsis, type IconNode } from 'lucide';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { deleteMessage, type MessageItem, setReaction } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../../ui-kit/button.js';
import { useChat } from '../context.js';
import { actionsFor, type BarMode, QUICK_REACTIONS, reactWithPicker } from './actions.js';
import { useListContext } from './context.js';

export interface ActionBarProps {
  readonly item: MessageItem;
  readonly mode: BarMode;
  /** Called when the action is done. */
  readonly onDone: () => void;
}

interface BarButtonProps {
  readonly label: string;
  readonly icon: IconNode;
  readonly onClick: (button: HTMLElement) => void;
}

function BarButton({ label, icon, onClick }: BarButtonProps) {
  return (
    <button
      type="button"
      class="bar-button"
      aria-label={label}
      title={label}
      onClick={({ currentTarget }) => onClick(currentTarget)}
    >
      <Icon icon={icon} />
    </button>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The actions of a message, as a toolbar at its upper edge. */
export function ActionBar({ item, mode, onDone }: ActionBarProps) {
  const chat = useChat();
  const { conversation, holdActions } = useListContext();
  const [shown, setShown] = useState(mode);
  const bar = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState(mode);
  if (last !== mode) {
    setLast(mode);
    setShown(mode);
  }
  const buttons = () => [...(bar.current?.querySelectorAll('button') ?? [])];
  // Move the focus to the new content of the bar.
  useLayoutEffect(() => {
    if (shown !== 'all') buttons()[0]?.focus({ preventScroll: true });
  }, [shown]);
  const openPicker = () => setShown('react');
  const confirmDelete = () => setShown('delete');
  return (
    <div
      ref={bar}
      class="bar"
      role="toolbar"
      aria-label={t('messageActions', { nick: item.from.nick })}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (event.key === 'Escape' && shown !== 'all') setShown('all');
        else if (event.key === 'Escape') onDone();
        else if (step !== undefined) {
          const all = buttons();
          const at = all.findIndex((button) => button.matches(':focus'));
          all.at((at + step) % all.length)?.focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {shown === 'all' &&
        actionsFor({ chat, conversation, item, openPicker, confirmDelete }).map(({ name, icon, run }) => (
          <BarButton
            key={name}
            label={t(name)}
            icon={icon}
            onClick={() => {
              run({ chat, conversation, item, openPicker, confirmDelete });
              if (name === 'reply' || name === 'edit' || name === 'copyText') onDone();
            }}
          />
        ))}
      {shown === 'react' && (
        <>
          {QUICK_REACTIONS.map((emoji) => (
            <button
              key={emoji}
              type="button"
              class="bar-button bar-emoji"
              aria-label={t('reactWith', { emoji })}
              onClick={() => {
                void setReaction(chat, conversation, item, emoji, true);
                onDone();
              }}
            >
              {emoji}
            </button>
          ))}
          <BarButton
            label={t('moreEmoji')}
            icon={Ellipsis}
            onClick={(button) => holdActions(reactWithPicker(chat, conversation, item, button).then(onDone))}
          />
        </>
      )}
      {shown === 'delete' && (
        <>
          <span class="bar-question">{t('deleteAsk')}</span>
          <button
            type="button"
            class="bar-answer bar-danger"
            onClick={() => {
              void deleteMessage(chat, conversation, item);
              onDone();
            }}
          >
            {t('delete')}
          </button>
          <button type="button" class="bar-answer" onClick={() => setShown('all')}>
            {t('cancel')}
          </button>
        </>
      )}
    </div>
  );
}
