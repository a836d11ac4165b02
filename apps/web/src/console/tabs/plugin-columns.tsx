import type { PluginView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/chosen.js';
import { reloadPlugin, switchPlugin } from '../acts/plugin.js';
import { formatList, t } from '../i18n/index.js';
import { formatCount, formatMs, formatTime } from '../text/format.js';
import { IconButton } from '../ui/button.js';
import { UserText } from '../ui/strangers.js';
import { Switch } from '../ui/switch.js';
import type { Column } from '../ui/table.js';

/** A plugin and its place in the run order, from 1. */
export interface PluginRow extends PluginView {
  readonly order: number;
}

const slowest = ({ gates }: PluginRow): number | undefined =>
  gates.length === 0 ? undefined : Math.max(...gates.map(({ p99Ms }) => p99Ms));

/** Plugins, with what can be done to each in its row. */
export const pluginColumns: readonly Column<PluginRow>[] = [
  { key: 'order', label: 'order', cell: ({ order }) => order, by: ({ order }) => order, kind: 'number wide' },
  { key: 'name', label: 'plugin', cell: Name, by: ({ name }) => name },
  { key: 'on', label: 'switch', cell: Acts, by: ({ on }) => Number(on), down: true },
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
      {neededBy.length > 0 && <small class="aside under">{t('neededBy', { names: formatList(neededBy) })}</small>}
    </>
  );
}

function Acts(plugin: PluginRow) {
  const { name, on, fixed } = plugin;
  return (
    <span class="row-acts">
      <Switch
        label={t('pluginSwitch', { name })}
        on={on}
        disabled={fixed !== undefined}
        title={fixed}
        onChange={(wanted) => switchPlugin(plugin, wanted)}
      />
      <IconButton
        icon="reload"
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
