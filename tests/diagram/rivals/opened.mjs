// opened.mjs mermaid FILE: Mermaid draws it without a complaint; prints "drawn".
// opened.mjs page FILE.html [flags of the browser]: a page of ours, opened; prints how many drawings it shows at their size,
// and whether they move.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [what, file, ...flags] = process.argv.slice(2);

function browse(body) {
  writeFileSync('opened.html', `<!doctype html><meta charset="utf-8"><pre id="said"></pre>\n${body}`);
  const dom = execFileSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', '--virtual-time-budget=20000',
    ...flags, '--dump-dom', `file://${process.cwd()}/opened.html`], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const said = dom.match(/<pre id="said">([^<]*)<\/pre>/)?.[1];
  if (!said) throw new Error(`the browser said nothing: ${dom.slice(0, 300)}`);
  console.log(said);
}

if (what === 'mermaid') {
  browse(`<script src="node_modules/mermaid/dist/mermaid.min.js"></script><script>
const say = (said) => { document.getElementById('said').textContent = said; };
(async () => {
  try {
    mermaid.initialize({ startOnLoad: false, maxEdges: 2000, maxTextSize: 500000 });
    const { svg } = await mermaid.render('drawn', ${JSON.stringify(readFileSync(file, 'utf8')).replaceAll('</', '<\\/')});
    say(svg.includes('class="error-icon"') || !svg.includes('flowchart-link') ? 'nothing drawn' : 'drawn');
  } catch (error) { say(String(error)); }
})();
</script>`);
} else {
  browse(`<iframe id="page" src="${file}" style="width:1200px;height:900px"></iframe><script>
document.getElementById('page').addEventListener('load', () => {
  const inside = document.getElementById('page').contentDocument;
  const drawings = [...inside.querySelectorAll('figure svg')].filter((svg) => svg.getBoundingClientRect().width > 50);
  const moving = drawings.some((svg) => svg.querySelector('animate,animateMotion') && !svg.animationsPaused());
  document.getElementById('said').textContent = drawings.length + ' drawings, ' + (moving ? 'moving' : 'still');
});
</script>`);
}
