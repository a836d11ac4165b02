import { signal } from '@preact/signals';
import { t } from '../i18n/index.js';
import { operatorApi } from '../state/desk.js';
import { reuseRows, usePolling } from '../state/polled.js';
import { Listing } from '../ui/listing.js';
import type { Sorting } from '../ui/sorting.js';
import { Table } from '../ui/table.js';
import { Count, Filter, Toolbar } from '../ui/toolbar.js';
import { type PluginRow, pluginColumns } from './plugin-columns.js';

const text = signal('');
const sorting = signal<Sorting>({ key: 'order', direction: 'up' });

/** The plugins in run order: on or off, how long their gates take, what has failed. */
export function PluginsTab() {
  const { data, fault } = usePolling(async (before: readonly PluginRow[] | undefined) => {
    const told = await operatorApi().query('plugins');
    if (told.value === undefined) return told;
    const rows = told.value.plugins.map((plugin, at) => ({ ...plugin, order: at + 1 }));
    return { value: reuseRows(before ?? [], rows, ({ name }) => name) };
  }, 'plugins');
  const wanted = text.value.trim().toLowerCase();
  const rows = data.value?.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <div class="split-main">
      <Toolbar>
        <Filter value={text} label={t('filterPlugins')} />
        {data.value !== undefined && <Count text={t('countedPlugins', { n: data.value.length })} />}
      </Toolbar>
      <Listing rows={rows?.length} empty={t(wanted === '' ? 'noPlugins' : 'noneFit')} fault={fault.value}>
        <Table
          label={t('tabPlugins')}
          rows={rows ?? []}
          columns={pluginColumns}
          keyOf={({ name }) => name}
          sorting={sorting}
          tone={({ on }) => (on ? undefined : 'faded')}
        />
      </Listing>
    </div>
  );
}
