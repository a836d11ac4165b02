import { signal } from '@preact/signals';
import type { ConfigPage, SettingView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { operatorApi } from '../state/desk.js';
import { reuseRows, usePolling } from '../state/polled.js';
import { Listing } from '../ui/listing.js';
import type { Sorting } from '../ui/sorting.js';
import { type Column, Table } from '../ui/table.js';
import { Count, Filter, Toolbar } from '../ui/toolbar.js';

// They only change when the gateway is started again.
const EVERY_MS = 15_000;

const text = signal('');
/** Changed ones first; equals stay in the order of the settings. */
const sorting = signal<Sorting>({ key: 'changed', direction: 'down' });

const columns: readonly Column<SettingView>[] = [
  {
    key: 'name',
    label: 'setting',
    cell: ({ name, help }) => (
      <>
        <strong>{name}</strong>
        <small class="aside under">{help}</small>
      </>
    ),
    by: ({ name }) => name,
    kind: 'setting',
  },
  {
    key: 'value',
    label: 'value',
    cell: ({ value }) => <code class="words">{value === '' ? '""' : value}</code>,
    kind: 'long',
  },
  {
    key: 'changed',
    label: 'changed',
    cell: ({ changed }) => (changed ? <span class="tag tag-accent">{t('changedTag')}</span> : ''),
    by: ({ changed }) => Number(changed),
    down: true,
    kind: 'wide',
  },
  {
    key: 'default',
    label: 'default',
    cell: (setting) => <span class="mono aside">{setting.default === '' ? '""' : setting.default}</span>,
    kind: 'wide',
  },
  {
    key: 'flag',
    label: 'flag',
    cell: ({ flag, variable }) => (
      <>
        <span class="mono">{flag}</span>
        <small class="aside under mono">{variable}</small>
      </>
    ),
    by: ({ flag }) => flag,
    kind: 'wide',
  },
];

/** The settings as they are in force. Secrets are not among what is told. */
export function ConfigTab() {
  const { data, fault } = usePolling(
    async (before: ConfigPage | undefined) => {
      const told = await operatorApi().query('config');
      if (told.value === undefined) return told;
      return { value: { settings: reuseRows(before?.settings ?? [], told.value.settings, ({ name }) => name) } };
    },
    'config',
    EVERY_MS,
  );
  const wanted = text.value.trim().toLowerCase();
  const settings = data.value?.settings;
  const rows = settings?.filter(({ name, flag, variable, help, value }) =>
    [name, flag, variable, help, value].some((field) => field.toLowerCase().includes(wanted)),
  );
  const changed = settings?.filter((setting) => setting.changed).length ?? 0;
  return (
    <div class="split-main">
      <Toolbar>
        <Filter value={text} label={t('filterConfig')} />
        {settings !== undefined && <Count text={t('countedSettings', { n: settings.length, changed })} />}
      </Toolbar>
      <Listing rows={rows?.length} empty={t('noneFit')} fault={fault.value}>
        <Table
          label={t('tabConfig')}
          rows={rows ?? []}
          columns={columns}
          keyOf={({ name }) => name}
          sorting={sorting}
          tone={(setting) => (setting.changed ? 'changed' : undefined)}
        />
      </Listing>
    </div>
  );
}
