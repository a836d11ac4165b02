import type { RoomView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { fileDialog } from '../acts/file.js';
import { sayDialog } from '../acts/say.js';
import { slowDialog } from '../acts/slow.js';
import { t } from '../i18n/index.js';
import { overview } from '../state/overview.js';
import { count, rate } from '../text/format.js';
import { ActButton } from '../ui/button.js';
import { Fact, Facts, Panel } from '../ui/panel.js';
import { Room, Words } from '../ui/strangers.js';
import { accessNames, chosenRoom } from './room-view.js';
import { showSessionsIn } from './session-view.js';
import { showTapOf } from './tap-view.js';

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
        <ActButton icon="tap" onClick={() => showTapOf(name)}>
          {t('openTap')}
        </ActButton>
        <ActButton icon="people" onClick={() => showSessionsIn(name)}>
          {t('whoIsThere')}
        </ActButton>
        <ActButton icon="say" onClick={() => sayDialog({ room: name })}>
          {t('sayThere')}
        </ActButton>
        {overview.value?.files === true && (
          <ActButton icon="upload" onClick={() => fileDialog({ room: name })}>
            {t('sendFile')}
          </ActButton>
        )}
        <ActButton icon="slow" disabled={over} onClick={() => slowDialog(room)}>
          {t('slowMode')}
        </ActButton>
      </div>
      <Facts>
        <Fact name={t('members')}>{count(members, language.value)}</Fact>
        <Fact name={t('perSecond')}>{rate(room.rate, language.value)}</Fact>
        <Fact name={t('slowMode')}>{slow === undefined ? t('slowOff') : t('slowSeconds', { n: slow })}</Fact>
        <Fact name={t('access')}>{access === undefined ? undefined : t(accessNames[access])}</Fact>
        <Fact name={t('owner')}>
          {owner === undefined ? room.public === true ? t('ownedByNobody') : undefined : <Words text={owner} />}
        </Fact>
        <Fact name={t('topic')}>{topic === undefined ? undefined : <Words text={topic} />}</Fact>
      </Facts>
    </Panel>
  );
}
