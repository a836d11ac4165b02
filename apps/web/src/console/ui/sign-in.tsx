import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { faultText, t } from '../i18n/index.js';
import { account, signIn } from '../state/account.js';
import { useSecondsUntil } from './countdown.js';

/** Asks for the operator's token, and says why it was not taken. */
export function SignIn() {
  const token = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const now = account.value;
  const out = now.name === 'out' ? now : undefined;
  const seconds = useSecondsUntil(out?.until);
  const mustWait = out?.again !== true && seconds > 0;
  useEffect(() => field.current?.focus(), []);
  return (
    <main class="sign-in">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          const given = token.peek().trim();
          if (given !== '' && !mustWait) void signIn(given);
        }}
      >
        <h1>{t('signInTitle')}</h1>
        <p class="aside">{t('signInIntro')}</p>
        <label class="labelled">
          <span>{t('token')}</span>
          <input
            ref={field}
            class="field"
            type="password"
            autocomplete="off"
            spellcheck={false}
            aria-describedby="sign-in-problem"
            aria-invalid={out?.fault?.status === 401}
            value={token.value}
            onInput={(event) => {
              token.value = event.currentTarget.value;
            }}
          />
        </label>
        <p id="sign-in-problem" class={out?.again === true ? 'trouble trouble-soft' : 'trouble'} role="alert">
          {out?.fault !== undefined && faultText(out.fault)}
        </p>
        {out?.fault !== undefined && seconds > 0 && (
          <p class="aside">{t(out.again === true ? 'tryIn' : 'waitFor', { n: seconds })}</p>
        )}
        <button type="submit" class="button" disabled={token.value.trim() === '' || mustWait || now.name === 'trying'}>
          {now.name === 'trying' ? t('signingIn') : t('signIn')}
        </button>
        <p class="aside">{t('signInKept')}</p>
      </form>
    </main>
  );
}
