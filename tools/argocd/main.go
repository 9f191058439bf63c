// Command argocd is what of Argo CD delivers: its application controller and its repo server in one binary.
// The component to run is the name that the binary was called by, or its first argument.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/argoproj/argo-cd/v3/common"
	"github.com/spf13/cobra"
)

var components = map[string]func() *cobra.Command{
	common.CommandApplicationController: controller.NewCommand,
	common.CommandRepoServer:            reposerver.NewCommand,
}

func main() {
	component, ok := components[filepath.Base(os.Args[0])]
	if !ok && len(os.Args) > 1 {
		component, ok = components[os.Args[1]]
		os.Args = os.Args[1:]
	}
	if !ok {
		fmt.Fprintf(os.Stderr, "usage: argocd %s|%s [ARGUMENT...]\n", common.CommandApplicationController, common.CommandRepoServer)
		os.Exit(2)
	}
	if component().Execute() != nil {
		os.Exit(1)
	}
}
