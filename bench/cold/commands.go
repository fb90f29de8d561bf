package main

import "path/filepath"

// Names of what is run; our own come first.
const (
	ourGet    = "actionctl run, get"
	ourCreate = "actionctl run, jobs create"
	ourList   = "actionctl list"
	ourSearch = "actionctl search"
	ourHelp   = "actionctl --help"
	bareGet   = "bare Go get"
	curlGet   = "curl"
	itsGet    = "official get"
	itsCreate = "official jobs create"
	itsHelp   = "official --help"
)

const clusterID = "1234-567890-abcde123"

// command is one program with its arguments.
type command struct {
	name string
	line []string
}

func commandsOf(b builder, official, host string) []command {
	ours := b.path("actionctl")
	url := host + "/api/2.1/clusters/get?cluster_id=" + clusterID
	body := "@" + filepath.Join("cold", "job.json")
	return []command{
		{bareGet, []string{b.path("bare"), url}},
		{ourGet, []string{ours, "run", "-c", "env", "get_api_2_1_clusters_get", "cluster_id=" + clusterID}},
		{itsGet, []string{official, "clusters", "get", clusterID}},
		{curlGet, []string{"curl", "--silent", "--fail", url}},
		{ourCreate, []string{ours, "run", "-c", "env", "post_api_2_2_jobs_create", "--data", body}},
		{itsCreate, []string{official, "jobs", "create", "--json", body}},
		{itsHelp, []string{official, "--help"}},
		{ourList, []string{ours, "list"}},
		{ourSearch, []string{ours, "search", "start", "cluster"}},
		{ourHelp, []string{ours, "--help"}},
	}
}
