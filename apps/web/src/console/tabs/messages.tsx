import { useEffect } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { ActionButton } from '../ui/button.js';
import { Listing } from '../ui/listing.js';
import { Table } from '../ui/table.js';
import { Count, Filter, Toolbar } from '../ui/toolbar.js';
import { tapColumns, tapSorting } from './tap-columns.js';
import { chosenMessage, tapPaused, tapRoom, tapText } from './tap-view.js';
import { useTap } from './use-tap.js';
import { WhyPanel } from './why-panel.js';

/** What is said, as it goes by. */
export function MessagesTab() {
  const { seen, fault } = useTap();
  const { value: now } = seen;
  const filtered = tapRoom.value.trim() !== '' || tapText.value.trim() !== '';
  useEffect(
    () => () => {
      chosenMessage.value = undefined;
    },
    [],
  );
  return (
    <div class="split">
      <div class="split-main">
        <Toolbar>
          <ActionButton
            icon={tapPaused.value ? 'play' : 'pause'}
            onClick={() => {
              tapPaused.value = !tapPaused.peek();
            }}
          >
            {t(tapPaused.value ? 'goOn' : 'pause')}
          </ActionButton>
          <Filter value={tapText} label={t('filterMessages')} />
          <label class="filter filter-room">
            <span class="unseen">{t('room')}</span>
            <input
              class="field"
              placeholder={t('anyRoom')}
              maxLength={64}
              autocomplete="off"
              value={tapRoom.value}
              onInput={(event) => {
                tapRoom.value = event.currentTarget.value;
              }}
            />
          </label>
          {now !== undefined && <Count text={t('countedMessages', { n: now.entries.length })} />}
          {now !== undefined && now.lost > 0 && <p class="tag tag-warn">{t('tapLost', { n: now.lost })}</p>}
        </Toolbar>
        <Listing rows={now?.entries.length} empty={t(filtered ? 'noneFit' : 'noMessages')} fault={fault.value}>
          <Table
            label={t('tabMessages')}
            rows={now?.entries ?? []}
            columns={tapColumns}
            keyOf={({ n }) => String(n)}
            sorting={tapSorting}
            selected={now?.entries.find(({ id }) => id === chosenMessage.value)?.n.toString()}
            onSelect={({ id }) => {
              chosenMessage.value = id === chosenMessage.peek() ? undefined : id;
            }}
          />
        </Listing>
      </div>
      {chosenMessage.value !== undefined && <WhyPanel id={chosenMessage.value} />}
    </div>
  );
}
