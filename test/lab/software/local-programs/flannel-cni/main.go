// flannel: stands in for flannel's CNI plugin, which is not published as a Go module. It hands the subnet that
// flanneld has leased to the plugin named in "delegate" (bridge unless said otherwise).
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

const subnetFile = "/run/flannel/subnet.env"

func main() {
	if err := run(); err != nil {
		json.NewEncoder(os.Stdout).Encode(map[string]any{"cniVersion": "1.0.0", "code": 999, "msg": err.Error()})
		os.Exit(1)
	}
}

func run() error {
	if os.Getenv("CNI_COMMAND") == "VERSION" {
		_, err := fmt.Println(`{"cniVersion":"1.0.0","supportedVersions":["0.3.0","0.3.1","0.4.0","1.0.0"]}`)
		return err
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	var conf map[string]any
	if err := json.Unmarshal(input, &conf); err != nil {
		return err
	}
	lease, err := readLease()
	if err != nil {
		return err
	}
	delegate, err := delegateConf(conf, lease)
	if err != nil {
		return err
	}
	return call(fmt.Sprint(delegate["type"]), delegate)
}

func readLease() (map[string]string, error) {
	text, err := os.ReadFile(subnetFile)
	if err != nil {
		return nil, fmt.Errorf("flanneld has leased no subnet yet: %w", err)
	}
	lease := map[string]string{}
	for _, line := range strings.Split(string(text), "\n") {
		if key, value, found := strings.Cut(line, "="); found {
			lease[key] = value
		}
	}
	return lease, nil
}

func delegateConf(conf map[string]any, lease map[string]string) (map[string]any, error) {
	mtu, err := strconv.Atoi(lease["FLANNEL_MTU"])
	if err != nil {
		return nil, fmt.Errorf("%s holds no MTU: %w", subnetFile, err)
	}
	_, subnet, err := net.ParseCIDR(lease["FLANNEL_SUBNET"]) // the lease names the gateway's address, host-local wants the network's
	if err != nil {
		return nil, fmt.Errorf("%s holds no subnet: %w", subnetFile, err)
	}
	delegate, ok := conf["delegate"].(map[string]any)
	if !ok {
		delegate = map[string]any{}
	}
	if delegate["type"] == nil {
		delegate["type"] = "bridge"
	}
	delegate["name"], delegate["cniVersion"] = conf["name"], conf["cniVersion"]
	delegate["mtu"] = mtu
	delegate["isGateway"] = true
	delegate["ipMasq"] = lease["FLANNEL_IPMASQ"] != "true" // flanneld masquerades, or the bridge does
	delegate["ipam"] = map[string]any{
		"type":   "host-local",
		"ranges": [][]map[string]string{{{"subnet": subnet.String()}}},
		"routes": []map[string]string{{"dst": lease["FLANNEL_NETWORK"]}},
	}
	return delegate, nil
}

func call(plugin string, conf map[string]any) error {
	input, err := json.Marshal(conf)
	if err != nil {
		return err
	}
	for _, dir := range filepath.SplitList(os.Getenv("CNI_PATH")) {
		path := filepath.Join(dir, plugin)
		if _, err := os.Stat(path); err != nil {
			continue
		}
		command := exec.Command(path)
		command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(input), os.Stdout, os.Stderr
		if err := command.Run(); err != nil {
			os.Exit(1) // the plugin has printed its own error
		}
		return nil
	}
	return fmt.Errorf("no plugin %q in CNI_PATH", plugin)
}
