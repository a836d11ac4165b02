import { signal } from '@preact/signals';
import type { ConfigPage, SettingView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';
import { reuseRows, usePolling } from '../polling.js';
import { operatorApi } from '../session.js';
import { Count, Filter, Listing, Toolbar } from '../ui/panel.js';
import { type Column, type Sorting, Table } from '../ui/table.js';

// Settings change only with a restart.
const POLL_INTERVAL_MS = 15_000;

const text = signal('');
/** Changed settings first. */
const sorting = signal<Sorting>({ key: 'changed', direction: 'down' });

const columns: readonly Column<SettingView>[] = [
  {
    key: 'name',
    label: 'setting',
    cell: ({ name, help }) => (
      <>
        <strong>{name}</strong>
        <small class="aside subline">{help}</small>
      </>
    ),
    by: ({ name }) => name,
    kind: 'setting',
  },
  {
    key: 'value',
    label: 'value',
    cell: ({ value }) => <code class="user-text">{value === '' ? '""' : value}</code>,
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
        <small class="aside subline mono">{variable}</small>
      </>
    ),
    by: ({ flag }) => flag,
    kind: 'wide',
  },
];

/** The effective settings; secrets are not included. */
export function ConfigTab() {
  const { data, fault } = usePolling(
    async (before: ConfigPage | undefined) => {
      const result = await operatorApi().query('config');
      if (result.value === undefined) return result;
      return { value: { settings: reuseRows(before?.settings ?? [], result.value.settings, ({ name }) => name) } };
    },
    'config',
    POLL_INTERVAL_MS,
  );
  const filterText = text.value.trim().toLowerCase();
  const settings = data.value?.settings;
  const rows = settings?.filter(({ name, flag, variable, help, value }) =>
    [name, flag, variable, help, value].some((field) => field.toLowerCase().includes(filterText)),
  );
  const changed = settings?.filter((setting) => setting.changed).length ?? 0;
  return (
    <div class="split-main">
      <Toolbar>
        <Filter value={text} label={t('filterConfig')} />
        {settings !== undefined && <Count text={t('countedSettings', { n: settings.length, changed })} />}
      </Toolbar>
      <Listing rows={rows?.length} empty={t('noMatches')} fault={fault.value}>
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
