import { type Awaitable, ChatError, type Plugin } from '../../../core/index.js';

type Module = Readonly<Record<string, unknown>>;

/**
 * The plugin that a module has: its default export or its only export, or what that returns when it is a function.
 * @param name How people know the module.
 * @throws ChatError `PLUGIN_NONE`, and whatever the function throws.
 */
export async function pluginFromModule(module: Module, name: string): Promise<Plugin> {
  const chosen = findCandidate(module);
  if (chosen === undefined) {
    const names = Object.keys(module).join(', ') || 'nothing';
    const text = `${name} should export one plugin, or a function that makes one, alone or as its default; it exports ${names}.`;
    throw new ChatError('PLUGIN_NONE', text);
  }
  const made: unknown = typeof chosen === 'function' ? await (chosen as () => Awaitable<unknown>)() : chosen;
  if (isPlugin(made)) return made;
  throw new ChatError('PLUGIN_NONE', `what ${name} makes is no plugin: a plugin has a name and a function setup.`);
}

function findCandidate(module: Module): unknown {
  if (isCandidate(module.default)) return module.default;
  const others = Object.entries(module).filter(([key, value]) => key !== 'default' && isCandidate(value));
  return others.length === 1 ? others[0]?.[1] : undefined;
}

function isCandidate(value: unknown): boolean {
  return typeof value === 'function' || isPlugin(value);
}

function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null || !('name' in value && 'setup' in value)) return false;
  return typeof value.name === 'string' && value.name !== '' && typeof value.setup === 'function';
}
