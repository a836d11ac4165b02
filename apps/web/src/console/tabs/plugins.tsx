import { signal } from '@preact/signals';
import { RotateCw } from 'lucide';
import type { PluginView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { IconButton } from '../../ui-kit/button.js';
import { Switch } from '../../ui-kit/fields.js';
import { UserText } from '../../ui-kit/names.js';
import { reloadPlugin, switchPlugin } from '../actions/confirmations.js';
import { formatCount, formatMs, formatTime } from '../format.js';
import { formatList, t } from '../i18n/index.js';
import { reuseRows, usePolling } from '../polling.js';
import { operatorApi } from '../session.js';
import { Count, Filter, Listing, Toolbar } from '../ui/panel.js';
import { type Column, type Sorting, Table } from '../ui/table.js';

/** A plugin with its number in run order, from 1. */
interface PluginRow extends PluginView {
  readonly order: number;
}

const slowest = ({ gates }: PluginRow): number | undefined =>
  gates.length === 0 ? undefined : Math.max(...gates.map(({ p99Ms }) => p99Ms));

const pluginColumns: readonly Column<PluginRow>[] = [
  { key: 'order', label: 'order', cell: ({ order }) => order, by: ({ order }) => order, kind: 'number wide' },
  { key: 'name', label: 'plugin', cell: Name, by: ({ name }) => name },
  { key: 'on', label: 'switch', cell: RowActions, by: ({ on }) => Number(on), down: true },
  { key: 'gates', label: 'gates', cell: Gates, by: slowest, down: true },
  {
    key: 'refusals',
    label: 'refusals',
    cell: ({ refusals }) => formatCount(refusals, language.value),
    by: ({ refusals }) => refusals,
    down: true,
    kind: 'number wide',
  },
  {
    key: 'failures',
    label: 'failures',
    cell: ({ failures }) => <span class={failures > 0 ? 'bad' : ''}>{formatCount(failures, language.value)}</span>,
    by: ({ failures }) => failures,
    down: true,
    kind: 'number',
  },
  {
    key: 'last',
    label: 'lastFailure',
    cell: LastFailure,
    by: ({ lastFailure }) => lastFailure?.at,
    down: true,
    kind: 'wide long',
  },
];

function Name({ name, neededBy }: PluginRow) {
  return (
    <>
      <strong>{name}</strong>
      {neededBy.length > 0 && <small class="aside subline">{t('neededBy', { names: formatList(neededBy) })}</small>}
    </>
  );
}

function RowActions(plugin: PluginRow) {
  const { name, on, fixed } = plugin;
  return (
    <span class="row-actions">
      <Switch
        label={t('pluginSwitch', { name })}
        on={on}
        disabled={fixed !== undefined}
        title={fixed}
        onChange={(filterText) => switchPlugin(plugin, filterText)}
      />
      <IconButton
        icon={RotateCw}
        label={t('pluginReload', { name })}
        disabled={fixed !== undefined || !on}
        title={fixed}
        onClick={() => reloadPlugin(plugin)}
      />
    </span>
  );
}

function Gates({ gates }: PluginRow) {
  if (gates.length === 0) return <>–</>;
  return (
    <ul class="gates">
      {gates.map(({ stage, calls, p50Ms, p99Ms }) => (
        <li key={stage} title={t('calls', { n: calls })}>
          <span class="mono">{stage}</span>{' '}
          <span class="aside">
            {formatMs(p50Ms, language.value)} / {formatMs(p99Ms, language.value)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function LastFailure({ lastFailure }: PluginRow) {
  if (lastFailure === undefined) return <>–</>;
  const { at, what, text } = lastFailure;
  return (
    <span class="clip">
      <span class="aside">
        {formatTime(at, language.value)} {what}
      </span>{' '}
      <UserText text={text} />
    </span>
  );
}

const text = signal('');
const sorting = signal<Sorting>({ key: 'order', direction: 'up' });

/** The plugins in run order, with gate timings and failures. */
export function PluginsTab() {
  const { data, fault } = usePolling(async (before: readonly PluginRow[] | undefined) => {
    const result = await operatorApi().query('plugins');
    if (result.value === undefined) return result;
    const rows = result.value.plugins.map((plugin, at) => ({ ...plugin, order: at + 1 }));
    return { value: reuseRows(before ?? [], rows, ({ name }) => name) };
  }, 'plugins');
  const filterText = text.value.trim().toLowerCase();
  const rows = data.value?.filter(({ name }) => name.toLowerCase().includes(filterText));
  return (
    <div class="split-main">
      <Toolbar>
        <Filter value={text} label={t('filterPlugins')} />
        {data.value !== undefined && <Count text={t('countedPlugins', { n: data.value.length })} />}
      </Toolbar>
      <Listing rows={rows?.length} empty={t(filterText === '' ? 'noPlugins' : 'noMatches')} fault={fault.value}>
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
