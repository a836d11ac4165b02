import type { RoomView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { fileDialog } from '../acts/file.js';
import { sayDialog } from '../acts/say.js';
import { slowDialog } from '../acts/slow.js';
import { t } from '../i18n/index.js';
import { overview } from '../state/overview.js';
import { formatCount, formatRate } from '../text/format.js';
import { ActionButton } from '../ui/button.js';
import { Fact, Facts, Panel } from '../ui/panel.js';
import { Room, UserText } from '../ui/strangers.js';
import { accessNames, chosenRoom } from './room-view.js';
import { showSessionsIn } from './session-view.js';
import { showMessagesIn } from './tap-view.js';

/** What is known of one room, and what can be done in it. */
export function RoomPanel({ room, over }: { readonly room: RoomView; readonly over: boolean }) {
  const { members, topic, slow, access, owner } = room;
  const name = room.room;
  return (
    <Panel
      about={name}
      title={<Room room={name} />}
      onClose={() => {
        chosenRoom.value = undefined;
      }}
    >
      {over && <p class="trouble trouble-soft">{t('roomOver')}</p>}
      <div class="acts">
        <ActionButton icon="tap" onClick={() => showMessagesIn(name)}>
          {t('openTap')}
        </ActionButton>
        <ActionButton icon="people" onClick={() => showSessionsIn(name)}>
          {t('whoIsThere')}
        </ActionButton>
        <ActionButton icon="say" onClick={() => sayDialog({ room: name })}>
          {t('sayThere')}
        </ActionButton>
        {overview.value?.files === true && (
          <ActionButton icon="upload" onClick={() => fileDialog({ room: name })}>
            {t('sendFile')}
          </ActionButton>
        )}
        <ActionButton icon="slow" disabled={over} onClick={() => slowDialog(room)}>
          {t('slowMode')}
        </ActionButton>
      </div>
      <Facts>
        <Fact name={t('members')}>{formatCount(members, language.value)}</Fact>
        <Fact name={t('perSecond')}>{formatRate(room.rate, language.value)}</Fact>
        <Fact name={t('slowMode')}>{slow === undefined ? t('slowOff') : t('slowSeconds', { n: slow })}</Fact>
        <Fact name={t('access')}>{access === undefined ? undefined : t(accessNames[access])}</Fact>
        <Fact name={t('owner')}>
          {owner === undefined ? room.public === true ? t('ownedByNobody') : undefined : <UserText text={owner} />}
        </Fact>
        <Fact name={t('topic')}>{topic === undefined ? undefined : <UserText text={topic} />}</Fact>
      </Facts>
    </Panel>
  );
}
