import { useSignal } from '@preact/signals';
import { Ban, DoorOpen, Megaphone, MicOff, Unplug, Upload } from 'lucide';
import type { SessionView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { ActionButton } from '../../ui-kit/button.js';
import { Nick, RoomName, UserText } from '../../ui-kit/names.js';
import { applyChaos, chaosModes, disconnectDialog, sessionLabel } from '../actions/confirmations.js';
import { moderateDialog } from '../actions/moderate.js';
import { fileDialog, messageDialog } from '../actions/send.js';
import { formatBytes, formatMs, formatRate, formatTime } from '../format.js';
import { t } from '../i18n/index.js';
import { overview } from '../overview.js';
import { Fact, Facts, Panel } from '../ui/panel.js';
import { selectedSession } from '../view.js';

/** Details and actions of a session. */
export function SessionPanel({ session, isGone }: { readonly session: SessionView; readonly isGone: boolean }) {
  const { id, user, transport, dialect, address, secure, connected, openedAt, rooms, queueBytes, roundTripMs } =
    session;
  return (
    <Panel
      subject={id}
      title={user === undefined ? sessionLabel(session) : <Nick nick={user.nick} />}
      onClose={() => {
        selectedSession.value = undefined;
      }}
    >
      {isGone && <p class="alert alert-warning">{t('sessionEnded')}</p>}
      <SessionActions session={session} isGone={isGone} />
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
                  <RoomName room={room} />
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

function SessionActions({ session, isGone }: { readonly session: SessionView; readonly isGone: boolean }) {
  const { user, connected } = session;
  const isUnavailable = isGone || user === undefined;
  return (
    <>
      <div class="actions">
        {user !== undefined && (
          <ActionButton icon={Megaphone} disabled={isUnavailable} onClick={() => messageDialog({ to: user.nick })}>
            {t('write')}
          </ActionButton>
        )}
        {user !== undefined && overview.value?.files === true && (
          <ActionButton icon={Upload} disabled={isUnavailable} onClick={() => fileDialog({ to: user.nick })}>
            {t('sendFile')}
          </ActionButton>
        )}
        <ActionButton icon={Unplug} danger disabled={isGone} onClick={() => disconnectDialog(session)}>
          {t('disconnect')}
        </ActionButton>
        <ActionButton
          icon={DoorOpen}
          danger
          disabled={isUnavailable || session.rooms.length === 0}
          onClick={() => moderateDialog('kick', session)}
        >
          {t('kick')}
        </ActionButton>
        <ActionButton icon={MicOff} danger disabled={isUnavailable} onClick={() => moderateDialog('mute', session)}>
          {t('mute')}
        </ActionButton>
        <ActionButton icon={Ban} danger disabled={isUnavailable} onClick={() => moderateDialog('ban', session)}>
          {t('ban')}
        </ActionButton>
      </div>
      {overview.value?.chaos === true && connected && !isGone && <ChaosDial session={session} />}
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
      <div class="actions">
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
