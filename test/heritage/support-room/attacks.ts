/** What a page of ours must show as the text that it is. Each that works sets `window.pwned`, asks, or fetches. */
export const attackTexts: readonly string[] = [
  '<script>window.pwned=1;alert(1)</script>',
  '<img src=x onerror="window.pwned=1;alert(1)">',
  '<img src=http://127.0.0.1:1/pwned.png>',
  '<svg onload=window.pwned=1><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
  '<math><mtext></table><img src=x onerror=alert(1)>',
  '</title></textarea></style><style>*{background:url(http://127.0.0.1:1/pwned)}</style>',
  '<base href=http://127.0.0.1:1/><link rel=stylesheet href=pwned.css><meta http-equiv=refresh content=0>',
  'javascript:window.pwned=1 JaVaScRiPt:alert(1) data:text/html,<script>alert(1)</script>',
  '[link](javascript:alert(1)) ![image](http://127.0.0.1:1/pwned.png) <a href="javascript:alert(1)">link</a>',
  'http://127.0.0.1:1/"onmouseover="window.pwned=1 http://127.0.0.1:1/<b>',
  '&lt;img src=x onerror=alert(1)&gt; &#60;script&#62;window.pwned=1&#60;/script&#62; &amp;lt;',
  "{{constructor.constructor('window.pwned=1')()}} $\u007bwindow.pwned=1} <%= alert(1) %> #{alert(1)}",
  'file \u202egnp.exe\u202c \u2066hidden\u2069 \u200f end',
  'ad\u200bmin \u2060x\ufeffy \u00ad soft',
  'one\nann: two\n<b>three</b>',
];

/** The same as names, and what becomes of them: a nick has no spaces and nothing that cannot be seen. */
export const attackNames: Readonly<Record<string, string>> = {
  '<script>pwned=1</script>': 'script>pwned=1</script',
  '<img src=x onerror=alert(1)>': 'img_src=x_onerror=alert(1',
  '<svg/onload=pwned=1>': 'svg/onload=pwned=1',
  'javascript:pwned=1': 'javascript_pwned=1',
  '"onmouseover="pwned=1': 'onmouseover="pwned=1',
  '&lt;b&gt;': 'lt;b&gt',
  '{{pwned=1}}': 'pwned=1',
  'ann\u202e\u2066nna': 'ann_nna',
  'a\u200bnn\u2060': 'a_nn',
};
