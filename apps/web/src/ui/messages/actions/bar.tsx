import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { deleteMessage, type MessageItem, setReaction } from '../../../chat/index.js';
import { t } from '../../../i18n/index.js';
import { useChat } from '../../context.js';
import { Icon, type IconName } from '../../icon.js';
import { useListContext } from '../context.js';
import { actionsFor } from './actions.js';
import { QUICK_REACTIONS, reactWithPicker } from './react.js';

/** What a row's actions show: all of them, the emoji to react with, or the question whether to delete. */
export type BarMode = 'all' | 'delete' | 'react';

/** What an action bar is made of. */
export interface ActionBarProps {
  readonly item: MessageItem;
  /** What it shows first. */
  readonly mode: BarMode;
  /** It has done what it was there for. */
  readonly onDone: () => void;
}

interface BarButtonProps {
  readonly label: string;
  readonly icon: IconName;
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
      <Icon name={icon} />
    </button>
  );
}

/** From one button to another. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** What can be done to a message, as a small bar at its upper edge. */
export function ActionBar({ item, mode, onDone }: ActionBarProps) {
  const chat = useChat();
  const { conversation, hold } = useListContext();
  const [shown, setShown] = useState(mode);
  const bar = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState(mode);
  if (last !== mode) {
    setLast(mode);
    setShown(mode);
  }
  const buttons = () => [...(bar.current?.querySelectorAll('button') ?? [])];
  // What was asked for is answered here: the focus goes along.
  useLayoutEffect(() => {
    if (shown !== 'all') buttons()[0]?.focus({ preventScroll: true });
  }, [shown]);
  const choose = () => setShown('react');
  const ask = () => setShown('delete');
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
        actionsFor({ chat, conversation, item, choose, ask }).map(({ name, icon, run }) => (
          <BarButton
            key={name}
            label={t(name)}
            icon={icon}
            onClick={() => {
              run({ chat, conversation, item, choose, ask });
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
            icon="more"
            onClick={(button) => hold(reactWithPicker(chat, conversation, item, button).then(onDone))}
          />
        </>
      )}
      {shown === 'delete' && (
        <>
          <span class="bar-question">{t('deleteAsk')}</span>
          <button
            type="button"
            class="bar-answer bar-bad"
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
