//! limitrs: the bare client on rustls + AWS-LC: greeting, EHLO, STARTTLS, full handshake, chain taken, EHLO, QUIT; nothing is written.
//! limitrs TARGETS PORT SESSIONS : two single-threaded event loops.
use std::sync::{atomic::{AtomicUsize, Ordering::Relaxed}, Arc};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_rustls::rustls::{self, client::danger::*, crypto::aws_lc_rs as provider, pki_types::*, DigitallySignedStruct, SignatureScheme};

/// Takes any certificate but checks that the server owns its key, as every TLS library does.
#[derive(Debug)]
struct AnyCertificate(Arc<rustls::crypto::CryptoProvider>);
impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(&self, _: &CertificateDer, _: &[CertificateDer], _: &ServerName, _: &[u8], _: UnixTime) -> Result<ServerCertVerified, rustls::Error> { Ok(ServerCertVerified::assertion()) }
    fn verify_tls12_signature(&self, m: &[u8], c: &CertificateDer, d: &DigitallySignedStruct) -> Result<HandshakeSignatureValid, rustls::Error> { rustls::crypto::verify_tls12_signature(m, c, d, &self.0.signature_verification_algorithms) }
    fn verify_tls13_signature(&self, m: &[u8], c: &CertificateDer, d: &DigitallySignedStruct) -> Result<HandshakeSignatureValid, rustls::Error> { rustls::crypto::verify_tls13_signature(m, c, d, &self.0.signature_verification_algorithms) }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> { self.0.signature_verification_algorithms.supported_schemes() }
}

async fn ask<S: AsyncRead + AsyncWrite + Unpin>(s: &mut S, buf: &mut [u8], command: &[u8]) -> std::io::Result<()> {
    if !command.is_empty() { s.write_all(command).await?; s.flush().await?; }
    let mut used = 0;
    loop {
        let n = s.read(&mut buf[used..]).await?;
        if n == 0 { return Err(std::io::ErrorKind::UnexpectedEof.into()); }
        used += n;
        let mut at = 0;
        while let Some(nl) = buf[at..used].iter().position(|b| *b == b'\n') {
            if nl < 4 || buf[at] != b'2' { return Err(std::io::ErrorKind::InvalidData.into()); }
            if buf[at + 3] == b' ' { return Ok(()); }
            at += nl + 1;
        }
        if used == buf.len() { return Err(std::io::ErrorKind::InvalidData.into()); }
    }
}

async fn session(ip: &str, port: u16, tls: &tokio_rustls::TlsConnector, buf: &mut [u8]) -> std::io::Result<usize> {
    let mut c = tokio::net::TcpStream::connect((ip.parse::<std::net::Ipv4Addr>().unwrap(), port)).await?;
    c.set_nodelay(true)?;
    ask(&mut c, buf, b"").await?;
    ask(&mut c, buf, b"EHLO probe.test\r\n").await?;
    ask(&mut c, buf, b"STARTTLS\r\n").await?;
    let mut t = tls.connect(ServerName::try_from("mx.hosts.test").unwrap(), c).await?;
    let mut n = 0;
    for cert in t.get_ref().1.peer_certificates().unwrap_or(&[]) { std::hint::black_box(aws_digest(cert)); n += 1; }
    ask(&mut t, buf, b"EHLO probe.test\r\n").await?;
    ask(&mut t, buf, b"QUIT\r\n").await?;
    Ok(n)
}

fn aws_digest(der: &[u8]) -> usize {
    let mut h = provider::cipher_suite::TLS13_AES_128_GCM_SHA256.tls13().unwrap().common.hash_provider.start();
    h.update(der);
    h.finish().as_ref().len()
}

fn main() {
    let a: Vec<String> = std::env::args().collect();
    let targets: Arc<Vec<String>> = Arc::new(std::fs::read_to_string(&a[1]).unwrap().split_whitespace().map(String::from).collect());
    let (port, conc): (u16, usize) = (a[2].parse().unwrap(), a[3].parse().unwrap());
    let mut p = provider::default_provider();
    let hybrid = a.get(4).map(String::as_str) == Some("hybrid");
    p.kx_groups = if hybrid { vec![provider::kx_group::X25519MLKEM768] } else { vec![] };
    p.kx_groups.extend([provider::kx_group::X25519, provider::kx_group::SECP256R1]);
    let p = Arc::new(p);
    let mut conf = rustls::ClientConfig::builder_with_provider(p.clone()).with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12]).unwrap()
        .dangerous().with_custom_certificate_verifier(Arc::new(AnyCertificate(p))).with_no_client_auth();
    conf.resumption = rustls::client::Resumption::disabled();
    let conf = Arc::new(conf);
    let counts: Arc<[AtomicUsize; 4]> = Arc::new([0, 0, 0, 0].map(AtomicUsize::new)); // next, ok, bad, certs
    let start = std::time::Instant::now();
    let threads: Vec<_> = (0..2).map(|_| {
        let (targets, counts, conf) = (targets.clone(), counts.clone(), conf.clone());
        std::thread::spawn(move || {
            let rt = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
            let local = tokio::task::LocalSet::new();
            for _ in 0..(conc / 2).max(1) {
                let (targets, counts, conf) = (targets.clone(), counts.clone(), conf.clone());
                local.spawn_local(async move {
                    let (tls, mut buf) = (tokio_rustls::TlsConnector::from(conf), vec![0u8; 4096]);
                    loop {
                        let i = counts[0].fetch_add(1, Relaxed);
                        if i >= targets.len() { return; }
                        match session(&targets[i], port, &tls, &mut buf).await {
                            Ok(n) => { counts[1].fetch_add(1, Relaxed); counts[3].fetch_add(n, Relaxed); }
                            Err(e) => { if counts[2].fetch_add(1, Relaxed) == 0 { eprintln!("first error: {e}"); } }
                        }
                    }
                });
            }
            rt.block_on(local);
        })
    }).collect();
    for t in threads { t.join().unwrap(); }
    let wall = start.elapsed().as_secs_f64();
    let mut u: libc::rusage = unsafe { std::mem::zeroed() };
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut u) };
    let s = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 / 1e6;
    println!("{{\"ok\":{},\"errors\":{},\"certs\":{},\"wall_s\":{:.3},\"user_s\":{:.3},\"sys_s\":{:.3},\"rss_kb\":{}}}", counts[1].load(Relaxed), counts[2].load(Relaxed), counts[3].load(Relaxed), wall, s(u.ru_utime), s(u.ru_stime), u.ru_maxrss);
}
