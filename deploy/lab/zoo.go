// Mail servers that speak what Go's TLS speaks, for the zoo beside this file. Reads servers (JSON) from standard input,
// says "ready" when all listen, and ends with its parent.
package main

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

// A session never lasts longer.
const sessionLimit = 60 * time.Second

type server struct {
	Address string
	Chain   string
	Key     string
	Version uint16
	Suites  []uint16
	Groups  []tls.CurveID
	Asks    bool
}

func main() {
	var servers []server
	if err := json.NewDecoder(os.Stdin).Decode(&servers); err != nil {
		fail(err)
	}
	for _, each := range servers {
		config, err := each.config()
		if err != nil {
			fail(err)
		}
		listener, err := net.Listen("tcp", each.Address)
		if err != nil {
			fail(err)
		}
		go accept(listener, config)
	}
	fmt.Println("ready")
	select {}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "zoo.go:", err)
	os.Exit(1)
}

func (s server) config() (*tls.Config, error) {
	certificate, err := tls.LoadX509KeyPair(s.Chain, s.Key)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{
		Certificates:     []tls.Certificate{certificate},
		MinVersion:       s.Version,
		MaxVersion:       s.Version,
		CipherSuites:     s.Suites,
		CurvePreferences: s.Groups,
	}
	if s.Asks {
		config.ClientAuth = tls.RequestClientCert
	}
	return config, nil
}

func accept(listener net.Listener, config *tls.Config) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		go converse(connection, config)
	}
}

func converse(connection net.Conn, config *tls.Config) {
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(sessionLimit))
	fmt.Fprint(connection, "220 go.zoo.test ESMTP\r\n")
	lines := bufio.NewReader(connection)
	for isSecured := false; ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(strings.Fields(line + " .")[0]); {
		case verb == "EHLO" && isSecured:
			fmt.Fprint(connection, "250 go.zoo.test\r\n")
		case verb == "EHLO":
			fmt.Fprint(connection, "250-go.zoo.test\r\n250 STARTTLS\r\n")
		case verb == "STARTTLS" && !isSecured:
			fmt.Fprint(connection, "220 go ahead\r\n")
			secured := tls.Server(connection, config)
			if secured.Handshake() != nil {
				return
			}
			connection, lines, isSecured = secured, bufio.NewReader(secured), true
		case verb == "QUIT":
			fmt.Fprint(connection, "221 bye\r\n")
			return
		default:
			fmt.Fprint(connection, "502 not here\r\n")
		}
	}
}
