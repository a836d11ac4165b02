/** `/` goes to the filter of the tab; Esc closes the panel. What is typed into a field is the field's. */
export function listenForKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    if (event.key === 'Escape') {
      document.querySelector<HTMLElement>('[data-panel] .panel-head .icon-button')?.click();
    }
    const typing = event.target instanceof Element && event.target.matches('input, textarea, select');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const filter = document.querySelector<HTMLInputElement>('[data-filter]');
    if (filter === null) return;
    event.preventDefault();
    filter.focus();
    filter.select();
  });
}
