import { useSignal } from '@preact/signals';
import type { SessionView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { applyChaos, chaosModes } from '../acts/chaos.js';
import { disconnectDialog } from '../acts/disconnect.js';
import { fileDialog } from '../acts/file.js';
import { moderateDialog } from '../acts/moderate.js';
import { sayDialog } from '../acts/say.js';
import { sessionLabel } from '../acts/who.js';
import { t } from '../i18n/index.js';
import { overview } from '../state/overview.js';
import { formatBytes, formatMs, formatRate, formatTime } from '../text/format.js';
import { ActionButton } from '../ui/button.js';
import { Fact, Facts, Panel } from '../ui/panel.js';
import { Nick, Room, UserText } from '../ui/strangers.js';
import { chosenSession } from './session-view.js';

/** What is known of one session, and what can be done to it. */
export function SessionPanel({ session, over }: { readonly session: SessionView; readonly over: boolean }) {
  const { id, user, transport, dialect, address, secure, connected, openedAt, rooms, queueBytes, roundTripMs } =
    session;
  return (
    <Panel
      about={id}
      title={user === undefined ? sessionLabel(session) : <Nick nick={user.nick} />}
      onClose={() => {
        chosenSession.value = undefined;
      }}
    >
      {over && <p class="trouble trouble-soft">{t('sessionOver')}</p>}
      <SessionActs session={session} over={over} />
      <Facts>
        <Fact name={t('account')}>{user?.account !== undefined ? <UserText text={user.account} /> : undefined}</Fact>
        <Fact name={t('wire')}>{t(secure ? 'wireSecure' : 'wirePlain', { wire: `${transport} / ${dialect}` })}</Fact>
        <Fact name={t('address')}>{address !== undefined ? <bdi class="mono">{address}</bdi> : undefined}</Fact>
        <Fact name={t('connection')}>{t(connected ? 'connectedNow' : 'disconnected')}</Fact>
        <Fact name={t('since')}>{formatTime(openedAt, language.value)}</Fact>
        <Fact name={t('queue')}>{formatBytes(queueBytes, language.value)}</Fact>
        <Fact name={t('roundTrip')}>
          {roundTripMs === undefined ? t('notMeasured') : formatMs(roundTripMs, language.value)}
        </Fact>
        <Fact name={t('perSecond')}>{formatRate(session.rate, language.value)}</Fact>
        <Fact name={t('rooms')}>
          {rooms.length === 0
            ? '–'
            : rooms.map((room) => (
                <span key={room} class="room-in-list">
                  <Room room={room} />
                </span>
              ))}
        </Fact>
        <Fact name={t('sessionId')}>
          <bdi class="mono">{id}</bdi>
        </Fact>
        <Fact name={t('userId')}>{user !== undefined ? <bdi class="mono">{user.id}</bdi> : undefined}</Fact>
      </Facts>
    </Panel>
  );
}

function SessionActs({ session, over }: { readonly session: SessionView; readonly over: boolean }) {
  const { user, connected } = session;
  const nobody = over || user === undefined;
  return (
    <>
      <div class="acts">
        {user !== undefined && (
          <ActionButton icon="say" disabled={nobody} onClick={() => sayDialog({ to: user.nick })}>
            {t('write')}
          </ActionButton>
        )}
        {user !== undefined && overview.value?.files === true && (
          <ActionButton icon="upload" disabled={nobody} onClick={() => fileDialog({ to: user.nick })}>
            {t('sendFile')}
          </ActionButton>
        )}
        <ActionButton icon="disconnect" danger disabled={over} onClick={() => disconnectDialog(session)}>
          {t('disconnect')}
        </ActionButton>
        <ActionButton
          icon="kick"
          danger
          disabled={nobody || session.rooms.length === 0}
          onClick={() => moderateDialog('kick', session)}
        >
          {t('kick')}
        </ActionButton>
        <ActionButton icon="mute" danger disabled={nobody} onClick={() => moderateDialog('mute', session)}>
          {t('mute')}
        </ActionButton>
        <ActionButton icon="ban" danger disabled={nobody} onClick={() => moderateDialog('ban', session)}>
          {t('ban')}
        </ActionButton>
      </div>
      {overview.value?.chaos === true && connected && !over && <ChaosDial session={session} />}
    </>
  );
}

function ChaosDial({ session }: { readonly session: SessionView }) {
  const ms = useSignal('1000');
  const now = session.chaos ?? 'off';
  return (
    <fieldset class="chaos">
      <legend>{t('chaos')}</legend>
      <p class="aside">{t('chaosWhat')}</p>
      <div class="acts">
        {chaosModes.map(([mode, name]) => (
          <ActionButton
            key={mode}
            pressed={mode === now}
            onClick={() => applyChaos(session, mode, Math.min(60_000, Math.max(1, Number(ms.peek()) || 1_000)))}
          >
            {t(name)}
          </ActionButton>
        ))}
      </div>
      <label class="labelled labelled-beside">
        <span>{t('chaosMs')}</span>
        <input
          class="field"
          type="number"
          min={1}
          max={60_000}
          value={ms.value}
          onInput={(event) => {
            ms.value = event.currentTarget.value;
          }}
        />
      </label>
    </fieldset>
  );
}
