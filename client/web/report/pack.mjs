// Writes the report without its data: node pack.mjs SCRIPT FILE. `verbatim report` puts the data in place of the comment "data".
// The policy allows this script alone, and no access to a network.
import crypto from 'node:crypto';
import fs from 'node:fs';

const STYLES = ['../src/styles/base.css', '../src/styles/parts.css', '../src/styles/views.css', 'report.css'];

const [source, file] = process.argv.slice(2);
// A script must not contain its own end. In JavaScript, "<\/" in a string is the same as "</".
const script = fs.readFileSync(source, 'utf8').replaceAll('</script', '<\\/script');
const style = STYLES.map((name) => fs.readFileSync(new URL(name, import.meta.url), 'utf8')).join('');
const hash = (text) => `'sha256-${crypto.createHash('sha256').update(text).digest('base64')}'`;
fs.writeFileSync(file, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Claims and their proofs</title>
<style>${style}</style>
</head>
<body>
<noscript>This report verifies its proofs with JavaScript, and shows what they prove. Without it, extract the bundles with the command verbatim.</noscript>
<main id="report" tabindex="-1"></main>
<script type="application/json" id="data"><!--data--></script>
<script>${script}</script>
</body>
</html>
`);
